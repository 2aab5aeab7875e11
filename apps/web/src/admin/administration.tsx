import type { Administrator } from '@feishu-login/auth-types/admin';
import type { Language, ShownBrand } from '@feishu-login/product';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Announcer } from '../parts/announcer.tsx';
import { Mark } from '../parts/icon.tsx';
import { firstLanguage, rememberLanguage } from '../texts/chosen-language.ts';
import { ask } from './ask.ts';
import { Audit } from './audit/audit.tsx';
import { CheckUpRoom } from './check-up/check-up.tsx';
import { Clients } from './clients/clients.tsx';
import { HealthRoom } from './health/health.tsx';
import { People } from './people/people.tsx';
import { PersonPage } from './people/person-page.tsx';
import { entrance, type Place, rooms, usePlace } from './place.ts';
import { AdminTextsProvider, adminTextsIn, useAdminTexts } from './texts/language.ts';
import { AdministratorProvider } from './who.ts';

/** The page of administrators. */
export function Administration({ brand }: { brand: ShownBrand | null }) {
  const [language, setLanguage] = useState(firstLanguage);
  const place = usePlace();
  const administrator = useAdministrator();
  const texts = adminTextsIn(language);
  const name = brand?.name?.[language];

  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.title = [texts.rooms[place.room], texts.title, name].filter((part) => part !== undefined).join(' · ');
  }, [language, place.room, texts, name]);
  useFocusOnChange(`${place.room}/${place.id ?? ''}`);

  return (
    <AdminTextsProvider value={texts}>
      <AdministratorProvider value={administrator}>
        <Announcer>
          <Head
            place={place}
            who={administrator?.name ?? ''}
            logo={brand?.logo ?? null}
            name={name}
            onLanguage={(chosen) => {
              rememberLanguage(chosen);
              setLanguage(chosen);
            }}
          />
          <main class="admin">
            <h1 tabIndex={-1}>{texts.rooms[place.room]}</h1>
            <RoomOf place={place} />
          </main>
        </Announcer>
      </AdministratorProvider>
    </AdminTextsProvider>
  );
}

function RoomOf({ place }: { place: Place }) {
  switch (place.room) {
    case 'people':
      return place.id === undefined ? (
        <People place={place} />
      ) : (
        <PersonPage key={place.id} id={place.id} place={place} />
      );
    case 'audit':
      return <Audit place={place} />;
    case 'clients':
      return <Clients place={place} />;
    case 'check-up':
      return <CheckUpRoom />;
    case 'health':
      return <HealthRoom />;
  }
}

interface HeadProps {
  place: Place;
  who: string;
  /** The operator's; ours where there is none. */
  logo: string | null;
  name: string | undefined;
  onLanguage: (language: Language) => void;
}

function Head({ place, who, logo, name, onLanguage }: HeadProps) {
  const { title, language, otherLanguage, rooms: names, roomsLabel } = useAdminTexts();
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <header class="head">
      <p class="head__title">
        {logo === null ? <Mark /> : <img class="head__logo" src={logo} alt="" />}
        <span>{name === undefined ? title : `${name} · ${title}`}</span>
      </p>
      <nav class="head__rooms" aria-label={roomsLabel}>
        {rooms.map((room) => (
          <a key={room} href={entrance(room)} aria-current={room === place.room ? 'page' : undefined}>
            {names[room]}
          </a>
        ))}
      </nav>
      <p class="head__who">{who}</p>
      <button type="button" class="quiet" lang={other} onClick={() => onLanguage(other)}>
        {otherLanguage}
      </button>
    </header>
  );
}

/** Asked again now and then: whoever is no administrator any more, or not signed in, gets the page that they are to get. */
function useAdministrator(): Administrator | undefined {
  const [administrator, setAdministrator] = useState<Administrator | undefined>();
  useEffect(() => {
    const look = async () => {
      const answer = await ask('GET /api/v1/admin/me');
      if (answer.ok) setAdministrator(answer.reply);
      else if (answer.code === 'not_found') location.reload();
    };
    void look();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void look();
    }, 20_000);
    return () => clearInterval(timer);
  }, []);
  return administrator;
}

/** A new room is read from its heading; the first one is where the browser puts its reader. */
function useFocusOnChange(where: string): void {
  const shown = useRef(where);
  useLayoutEffect(() => {
    if (shown.current === where) return;
    shown.current = where;
    document.querySelector('h1')?.focus();
  }, [where]);
}
