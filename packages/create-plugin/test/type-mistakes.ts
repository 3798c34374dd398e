import path from 'node:path';
import ts from 'typescript';

/**
 * What the compiler says of a project's own files. Asked file by file: this repository's sources, which the links lead
 * to, are then only read as far as a plugin uses them.
 */
export function typeMistakes(project: string, only?: string): string[] {
  const options = {
    customConditions: ['@guildhall/source'],
    // Only those sources need the library of browsers; what is published brings declarations.
    lib: ['lib.es2025.d.ts', 'lib.dom.d.ts'],
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(project, options, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic(diagnostic) {
      throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
    },
  });
  if (!parsed) throw new Error(`${project} could not be read`);
  const program = ts.createProgram(only ? [only] : parsed.fileNames, parsed.options);
  const files = (only ? [only] : parsed.fileNames).map((name) => program.getSourceFile(name));
  return [
    ...parsed.errors,
    ...program.getOptionsDiagnostics(),
    ...files.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]),
  ].map(({ file, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, '\n');
    return file ? `${path.relative(path.dirname(project), file.fileName)}: ${text}` : text;
  });
}
