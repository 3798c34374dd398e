import { type ApiProblem, ApiUnreachable, readProblem } from '@guildhall/api-client';
import { requestLanguage } from './client.ts';

/**
 * Sends a file as a request's whole body. By XMLHttpRequest: `fetch` does not tell how far an upload has come.
 *
 * @param onProgress - how much is sent, from 0 to 1.
 * @throws `ApiProblem`, `ApiUnreachable`
 */
export function sendFile<T>(
  url: string,
  file: Blob,
  contentType: string,
  onProgress: (part: number) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('accept-language', requestLanguage());
    request.setRequestHeader('content-type', contentType);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new ApiUnreachable(url, new TypeError('no answer')));
    request.onload = () => {
      if (request.status < 300) {
        resolve(JSON.parse(request.responseText) as T);
        return;
      }
      const headers = { 'content-type': request.getResponseHeader('content-type') ?? '' };
      readProblem(new Response(request.responseText, { status: request.status, headers })).then(
        (problem: ApiProblem) => reject(problem),
        reject,
      );
    };
    request.send(file);
  });
}
