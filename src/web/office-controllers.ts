import type { Provider, Type } from '@nestjs/common';
import { OfficeService } from '../services/office.service.js';
import { ProviderStore } from '../store/offices/provider.store.js';
import { OfficeRunController } from './offices/office-run.controller.js';
import { OfficerInvitationController } from './offices/officer-invitation.controller.js';
import { OfficesController } from './offices/offices.controller.js';

/** The pages of offices: who takes part, what officers read, and what patients agree to. */
export const OFFICE_CONTROLLERS: Type[] = [
  OfficesController,
  OfficeRunController,
  OfficerInvitationController,
];

/** What these pages read from the database, and what they do to it. */
export const OFFICE_READERS: Provider[] = [OfficeService, ProviderStore];
