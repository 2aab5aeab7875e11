import { live } from './live-session.ts';
import { type Fragment, fragment } from './sql.ts';

/** Somebody who could do something here, or in whose name something could be done in Feishu. */
export function worthAsking(now: number): Fragment {
  return fragment`(exists (select 1 from sessions s where s.user_id = i.user_id and ${live(now)})
    or exists (select 1 from grants g where g.app_id = i.app_id and g.open_id = i.open_id and g.status = 'active'))`;
}
