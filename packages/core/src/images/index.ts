export { type Commissioner, ImageStudio } from './image-studio.ts';
