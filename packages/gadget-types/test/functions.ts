import ts from 'typescript-5.9';

export interface ToldFunction {
  name: string;
  comment: string;
  /** Its page. */
  see: string;
}

/** The functions of `Tt` with what is said about them, read by the compiler: however they are sorted into files. */
export function functionsOfTt(file: string): ToldFunction[] {
  const program = ts.createProgram([file], { noEmit: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const declared = source?.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === 'Tt');
  if (declared === undefined) throw new Error(`${file} declares no Tt`);
  return checker.getPropertiesOfType(checker.getTypeAtLocation(declared)).map((property) => ({
    name: property.name,
    comment: ts.displayPartsToString(property.getDocumentationComment(checker)),
    see: ts
      .displayPartsToString(property.getJsDocTags(checker).find(({ name }) => name === 'see')?.text)
      .replace(/\s/g, ''),
  }));
}
