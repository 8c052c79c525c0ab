import type { SharedWith } from '../../store/people/sharing.store.js';
import { localeOf } from '../../words/words.js';
import { consentTo } from './consent.js';
import { termsIn } from './people-forms.js';
import { personHref } from './people-links.js';
import type { RecordToShare } from './people-pages.js';
import { termsOf } from './people-view.js';
import { fieldsOf } from './preview-view.js';
import type { ParentView } from './views.js';

/** What a patient of age is asked of each parent: the terms as they are, as the form of other terms would send them. */
export function parentsView(
  parents: SharedWith[],
  { patientId, places, who, reader }: RecordToShare,
): ParentView[] {
  return parents.map((parent) => {
    const form = termsOf(parent, reader.zone);
    const terms = termsIn(form, places, reader);
    const named = { who, person: parent.name, places, locale: localeOf(reader.language), zone: reader.zone };
    const href = personHref(patientId, parent.id);
    return {
      name: parent.name,
      consent: consentTo(terms, named).text,
      keepAction: href,
      fields: fieldsOf(form),
      endAction: `${href}/end`,
    };
  });
}
