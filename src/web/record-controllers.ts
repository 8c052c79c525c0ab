import type { Provider, Type } from '@nestjs/common';
import { AnswerService } from '../services/answer.service.js';
import { AccountEndService } from '../services/account-end.service.js';
import { CareService } from '../services/care.service.js';
import { PeopleService } from '../services/people.service.js';
import { PaperNoticeService } from '../services/paper-notice.service.js';
import { ErasureService } from '../services/erasure.service.js';
import { CaseService } from '../services/case.service.js';
import { AnswerStore } from '../store/answer.store.js';
import { ErasureStore } from '../store/erasure.store.js';
import { CaseCauseStore } from '../store/cases/case-cause.store.js';
import { CaseReader } from '../store/cases/case.reader.js';
import { CaseStore } from '../store/cases/case.store.js';
import { ReplyStore } from '../store/cases/reply.store.js';
import { ConnectionReader } from '../store/pages/connection.reader.js';
import { LookReader } from '../store/pages/look.reader.js';
import { ExposureReader } from '../store/pages/exposure.reader.js';
import { FlagReader } from '../store/pages/flag.reader.js';
import { ExportReader } from '../store/pages/export.reader.js';
import { HomeReader } from '../store/pages/home.reader.js';
import { InboxReader } from '../store/pages/inbox.reader.js';
import { NeedReader } from '../store/pages/need.reader.js';
import { LetterReader } from '../store/pages/letter.reader.js';
import { OverTimeReader } from '../store/pages/over-time.reader.js';
import { PatientReader } from '../store/pages/patient.reader.js';
import { ToldReader } from '../store/pages/told.reader.js';
import { StudyReader } from '../store/pages/study.reader.js';
import { LeftAccountStore } from '../store/left-account.store.js';
import { AccountExportReader } from '../store/pages/account-export.reader.js';
import { OwnersAnswerStore } from '../store/owners-answer.store.js';
import { CareStore } from '../store/people/care.store.js';
import { HiddenStore } from '../store/people/hidden.store.js';
import { InvitationStore } from '../store/people/invitation.store.js';
import { PreviewReader } from '../store/people/preview.reader.js';
import { SharingStore } from '../store/people/sharing.store.js';
import { PaperNoticeStore } from '../store/paper-notice.store.js';
import { AccessLogController } from './access-log.controller.js';
import { AccessEventStore } from '../store/access-event.store.js';
import { AccessReader } from '../store/pages/access.reader.js';
import { AccountEndController } from './account/account-end.controller.js';
import { AddressController } from './account/address.controller.js';
import { PasskeySignInController } from './account/passkey-sign-in.controller.js';
import { PasskeysController } from './account/passkeys.controller.js';
import { RecoveryController } from './account/recovery.controller.js';
import { SignInSettingsController } from './account/sign-in-settings.controller.js';
import { ApiController } from './api/api.controller.js';
import { ApiPatientController } from './api/api-patient.controller.js';
import { FhirController } from './api/fhir.controller.js';
import { CallbackController } from './callback.controller.js';
import { CaseController } from './cases/case.controller.js';
import { CasePages } from './cases/case-pages.js';
import { CasesController } from './cases/cases.controller.js';
import { ReplyController } from './cases/reply.controller.js';
import { CaseRequestController } from './cases/request.controller.js';
import { ConnectionController } from './connection.controller.js';
import { Entrance } from './entrance.js';
import { ExpectationController } from './expectation.controller.js';
import { ExposureController } from './exposure.controller.js';
import { FilesController } from './files.controller.js';
import { FlagController } from './flag.controller.js';
import { HomeController } from './home.controller.js';
import { InboxController } from './inbox.controller.js';
import { LeaveController } from './leave/leave.controller.js';
import { LettersController } from './letters.controller.js';
import { LinkController } from './link.controller.js';
import { LinkPages } from './link-pages.js';
import { NoticeController } from './notice.controller.js';
import { OverTimeController } from './over-time/over-time.controller.js';
import { PatientController } from './patient.controller.js';
import { ProgressController } from './progress.controller.js';
import { ProgressStreams } from './progress-streams.js';
import { CareController } from './people/care.controller.js';
import { ClaimsController } from './people/claims.controller.js';
import { HideController } from './people/hide.controller.js';
import { HideOffer } from './people/hide-offer.js';
import { InvitationController } from './people/invitation.controller.js';
import { PeopleController } from './people/people.controller.js';
import { PeoplePages } from './people/people-pages.js';
import { PersonController } from './people/person.controller.js';
import { SharingController } from './people/sharing.controller.js';
import { RelinkController } from './relink.controller.js';
import { SignInController } from './sign-in.controller.js';
import { StudyController } from './study.controller.js';

/** The pages of people and their records. */
export const RECORD_CONTROLLERS: Type[] = [
  AccountEndController,
  ApiController,
  ApiPatientController,
  FhirController,
  AccessLogController,
  AddressController,
  // Before the pages of a patient, whose addresses hold an id where this one says "new".
  CareController,
  CallbackController,
  CaseController,
  CaseRequestController,
  CasesController,
  ClaimsController,
  ConnectionController,
  ExpectationController,
  ExposureController,
  FilesController,
  FlagController,
  HideController,
  HomeController,
  InboxController,
  LeaveController,
  InvitationController,
  LettersController,
  LinkController,
  NoticeController,
  OverTimeController,
  PasskeySignInController,
  PasskeysController,
  PatientController,
  ProgressController,
  RecoveryController,
  // Before the pages of one person, whose addresses hold an id where this one says "new".
  PeopleController,
  PersonController,
  RelinkController,
  ReplyController,
  SharingController,
  SignInController,
  SignInSettingsController,
  StudyController,
];
/** What these pages read from the database, and what they do to it. */
export const RECORD_READERS: Provider[] = [
  AccessEventStore,
  AccessReader,
  CareService,
  CareStore,
  AnswerService,
  AnswerStore,
  CaseCauseStore,
  CasePages,
  CaseReader,
  CaseService,
  CaseStore,
  ReplyStore,
  ConnectionReader,
  LookReader,
  ProgressStreams,
  Entrance,
  ExposureReader,
  FlagReader,
  ExportReader,
  ErasureService,
  ErasureStore,
  HomeReader,
  HiddenStore,
  HideOffer,
  InboxReader,
  InvitationStore,
  LetterReader,
  LinkPages,
  NeedReader,
  OwnersAnswerStore,
  AccountEndService,
  AccountExportReader,
  LeftAccountStore,
  PaperNoticeService,
  PaperNoticeStore,
  OverTimeReader,
  PatientReader,
  PeoplePages,
  PeopleService,
  PreviewReader,
  SharingStore,
  StudyReader,
  ToldReader,
];
