import { line, type Said, say, when } from './parts.js';
import { type StepKey, stepsAt } from './steps.js';
import type { Told } from './told.js';

type Of<Situation extends Told['situation']> = Extract<Told, { situation: Situation }>;

/** People know their own sign-ins; what they need where one is not theirs is the steps, right there. */
export function accountEvent(told: Of<'S18'>): Said {
  const { event, notMe } = told;
  return {
    title: line(notMe || event !== 'link' ? 'S18.title' : 'S18.title.expected'),
    happened: [
      say(`S18.${event}`),
      ...when(notMe, say('S18.not-you')),
      ...when(told.exported, say('S18.left')),
    ],
    means: [say(event === 'link' && !notMe ? 'S18.means.link' : 'S18.means')],
    stepsIntro: notMe ? line('in-order') : event === 'link' ? line('nothing-to-do') : null,
    steps: stepsAt(told, stepsOfEvent(told)),
    help: [line('help.operator'), line('help.app')],
  };
}

/** Who asks for a link gets nothing but the mail: nobody else can use it. */
function stepsOfEvent({ event, notMe }: Of<'S18'>): StepKey[] {
  if (notMe) return NOT_ME;
  return event === 'link' ? [] : ['say-no', 'end-sessions', 'add-passkey'];
}

const NOT_ME: StepKey[] = ['mail-password', 'end-sessions', 'check-access', 'add-passkey'];

/** Both sides hear it; who is let out hears no reason. */
export function accessChanged(told: Of<'S19'>): Said {
  const { change, toCaregiver, mayAct, until } = told;
  if (change === 'ending') return accessEnding(told);
  const added = change === 'added';
  return {
    title: line(`S19.title.${toCaregiver ? (added ? 'to-caregiver' : 'over') : change}`),
    happened: [
      say(`S19.${toCaregiver ? (added ? 'to-caregiver' : 'over') : change}`),
      ...when(added, say(`S19.scope.${toCaregiver ? 'you-' : ''}${mayAct ? 'act' : 'see'}`)),
      ...when(added && until, say('S19.until')),
    ],
    means: [
      say(`S19.means${added ? (toCaregiver ? '.caregiver' : '') : toCaregiver ? '.over' : '.removed'}`),
    ],
    stepsIntro: added ? null : line('nothing-to-do'),
    steps: stepsAt(told, stepsOf(added, toCaregiver)),
    help: [line('help.app'), line('help.operator')],
  };
}

/** Whoever acts for a child stops doing so at the 18th birthday, unless the person of age then wants it. */
function accessEnding(told: Of<'S19'>): Said {
  return {
    title: line('S19.title.ending'),
    happened: [say('S19.ending')],
    means: [say('S19.means.ending')],
    stepsIntro: null,
    steps: stepsAt(told, ['talk', 'settings', 'leave']),
    help: [line('help.app'), line('help.operator')],
  };
}

function stepsOf(added: boolean, toCaregiver: boolean): StepKey[] {
  if (!added) return [];
  return toCaregiver ? ['talk', 'check-access', 'leave'] : ['check-access', 'remove-person', 'settings'];
}
