import { type App, startApp } from '../../../support/app.js';
import type { Visitor } from '../../service/support/visitor.js';
import { aStudy, Story } from './story.js';

/** A father with one scan that nobody ordered; himself, a daughter with proof on file, a helper, and others. */
export interface Family {
  app: App;
  story: Story;
  patientId: string;
  connectionId: string;
  organizationId: string;
  studyId: string;
  flagId: string;
  flagPath: string;
  patientPath: string;
  father: Visitor;
  daughter: Visitor;
  helper: Visitor;
  operator: Visitor;
  /** Cares for somebody else. */
  stranger: Visitor;
}

export async function startFamily(): Promise<Family> {
  const app = await startApp();
  const story = new Story(app);
  const patientId = await story.patient('Miguel');
  const connectionId = await story.place(patientId);
  const organizationId = await story.organization('Lakeside');
  const studyId = await story.study({ connectionId, organizationId }, aStudy());
  const flagId = await story.flag(studyId);
  const patientPath = `/patients/${patientId}`;
  return {
    app,
    story,
    patientId,
    connectionId,
    organizationId,
    studyId,
    flagId,
    patientPath,
    flagPath: `${patientPath}/flags/${flagId}`,
    father: await story.person('Miguel', patientId, 'self'),
    daughter: await story.person('Elena', patientId, 'representative'),
    helper: await story.person('Nora', patientId, 'helper'),
    operator: await story.browser(await story.account('Otto', ['operator'])),
    stranger: await story.person('Sten', await story.patient('Somebody Else'), 'self'),
  };
}
