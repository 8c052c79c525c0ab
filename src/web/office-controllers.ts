import type { Provider, Type } from '@nestjs/common';
import { OfficeService } from '../services/office.service.js';
import { ProviderStore } from '../store/offices/provider.store.js';
import { HandoverStore } from '../store/offices/handover.store.js';
import { CaseHandovers } from './offices/case-handovers.js';
import { HandoverController } from './offices/handover.controller.js';
import { HandoverDrafts } from './offices/handover-draft.js';
import { CountingStore } from '../store/offices/counting.store.js';
import { OfficeCaseStore } from '../store/offices/office-case.store.js';
import { CountingController } from './offices/counting.controller.js';
import { OfficeController } from './offices/office.controller.js';
import { OfficeCasesController } from './offices/office-cases.controller.js';
import { SummaryController } from './offices/summary.controller.js';
import { OfficeRunController } from './offices/office-run.controller.js';
import { OfficerInvitationController } from './offices/officer-invitation.controller.js';
import { OfficesController } from './offices/offices.controller.js';

/** The pages of offices: who takes part, what officers read, and what patients agree to. */
export const OFFICE_CONTROLLERS: Type[] = [
  OfficesController,
  CountingController,
  HandoverController,
  OfficeCasesController,
  OfficeController,
  OfficeRunController,
  SummaryController,
  OfficerInvitationController,
];

/** What these pages read from the database, and what they do to it. */
export const OFFICE_READERS: Provider[] = [
  CaseHandovers,
  CountingStore,
  HandoverDrafts,
  HandoverStore,
  OfficeCaseStore,
  OfficeService,
  ProviderStore,
];
