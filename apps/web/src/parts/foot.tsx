import { linkNames, type ShownBrand } from '@feishu-login/product';
import { useTexts } from '../texts/language.tsx';

/** Where the operator helps, and what they promise and ask for; nothing where they name no address. */
export function Foot({ brand }: { brand: ShownBrand | null }) {
  const { links: texts } = useTexts();
  const named = linkNames.flatMap((name) => {
    const address = brand?.links[name];
    return address === undefined ? [] : [{ name, address }];
  });
  if (named.length === 0) return null;
  return (
    <footer class="foot">
      {named.map(({ name, address }) => (
        <a key={name} href={address} target="_blank" rel="noreferrer">
          {texts[name]}
        </a>
      ))}
    </footer>
  );
}
