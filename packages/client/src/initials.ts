/** Chinese characters, by range: old clients' engines know no `\p{Script=Han}`. */
const han = /[々\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

/**
 * What stands for somebody without a picture: 欧阳娜娜 → 娜娜, Ada King Lovelace → AL. A name in one piece, such as
 * ada.lovelace, is taken apart at its dots, dashes and underscores.
 */
export function initialsOf(name: string): string {
  const chinese = Array.from(name).filter((character) => han.test(character));
  if (chinese.length > 0) return chinese.slice(-2).join('');
  const words = wordsOf(name.trim());
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return ends
    .map((word = '') => Array.from(word).slice(0, 1).join(''))
    .join('')
    .toUpperCase();
}

function wordsOf(name: string): string[] {
  const words = name.split(/\s+/);
  return words.length > 1 ? words : name.split(/[._-]+/).filter((word) => word !== '');
}
