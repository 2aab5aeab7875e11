import { placeName, registeredAddresses, type Step } from '@feishu-login/product';
import { useTexts } from '../texts/language.tsx';
import { CopyButton } from './copy-button.tsx';

export function Steps({ steps }: { steps: readonly Step[] }) {
  const { language } = useTexts();
  return (
    <ol class="steps">
      {steps.map(({ text, path, addresses }) => (
        <li key={text}>
          <p>{text}</p>
          {path !== undefined && (
            <p class="path">
              {path.map((place, index) => (
                <span key={place.en}>
                  <span class="path__place">{placeName(place, language)}</span>
                  {index < path.length - 1 && <span class="path__arrow">→</span>}
                </span>
              ))}
            </p>
          )}
          {addresses && <Addresses />}
        </li>
      ))}
    </ol>
  );
}

function Addresses() {
  const { failure: texts, copy } = useTexts();
  const { redirectUrl, pageUrl } = registeredAddresses(location.origin);
  const uses = [
    [texts.redirectUrl, redirectUrl],
    [texts.pageUrl, pageUrl],
  ] as const;
  return (
    <ul class="addresses">
      {uses.map(([use, addresses]) => (
        <li key={use}>
          <p class="addresses__use">{use}</p>
          {addresses.map((address) => (
            <p key={address} class="addresses__one">
              <code>{address}</code>
              <CopyButton text={address} label={`${copy} ${address}`} />
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
