import { CanaryStore } from './sandbox/canary/canary.store.js';
import { SandboxStore } from './sandbox/sandbox.store.js';
import { AccountService } from './services/account.service.js';
import { AddressService } from './services/address.service.js';
import { ApiTokenService } from './services/api-token.service.js';
import { BounceService } from './services/bounce.service.js';
import { BreachService } from './services/breach.service.js';
import { ConnectionAccess } from './services/connection-access.service.js';
import { DigestService } from './services/digest.service.js';
import { EndpointService } from './services/endpoint.service.js';
import { FanOutService } from './services/fan-out.service.js';
import { FeedService } from './services/feed.service.js';
import { FilingLinks } from './services/filing-links.js';
import { LinkService } from './services/link.service.js';
import { NotificationService } from './services/notification.service.js';
import { PasskeyService } from './services/passkey.service.js';
import { RecordService } from './services/record.service.js';
import { SummaryService } from './services/summary.service.js';
import { TryLimits } from './services/try-limits.js';
import { UploadService } from './services/upload.service.js';
import { WatchService } from './services/watch.service.js';
import { AccessStore } from './store/access.store.js';
import { AccountEventStore } from './store/account-event.store.js';
import { AddressChangeStore } from './store/address-change.store.js';
import { ApiTokenStore } from './store/api-token.store.js';
import { BreachStore } from './store/breach.store.js';
import { CaseReminderStore } from './store/cases/case-reminder.store.js';
import { ChoicesStore } from './store/choices.store.js';
import { ConnectionStore } from './store/connection.store.js';
import { DigestStore } from './store/digest.store.js';
import { EndpointStore } from './store/endpoint.store.js';
import { ExpectationStore } from './store/expectation.store.js';
import { ExposureStore } from './store/exposure.store.js';
import { FanOutStore } from './store/fan-out.store.js';
import { FeedAnswerStore } from './store/feed-answer.store.js';
import { FilingLinkStore } from './store/filing-link.store.js';
import { LaunchStore } from './store/launch.store.js';
import { MailboxStore } from './store/mailbox.store.js';
import { MatchKnowledgeReader } from './store/match-knowledge.reader.js';
import { MuteStore } from './store/mute.store.js';
import { NotificationStore } from './store/notification.store.js';
import { OfficerStore } from './store/offices/officer.store.js';
import { OperatorNoticeStore } from './store/operator-notice.store.js';
import { MatchStore } from './store/match.store.js';
import { OrganizationStore } from './store/organization.store.js';
import { OutboxStore } from './store/outbox.store.js';
import { PasskeyStore } from './store/passkey.store.js';
import { PatientOfStore } from './store/patient-of.store.js';
import { PeopleStore } from './store/people.store.js';
import { AccessNewsStore } from './store/people/access-news.store.js';
import { PushStore } from './store/push.store.js';
import { RecordStore } from './store/record.store.js';
import { RecoveryCodeStore } from './store/recovery-code.store.js';
import { Seals } from './store/seals.js';
import { SessionStore } from './store/session.store.js';
import { SiteStore } from './store/site.store.js';
import { SummaryStore } from './store/summary.store.js';
import { TryStore } from './store/try.store.js';
import { UploadStore } from './store/upload.store.js';

/** What speaks to the database for the journeys. */
export const STORES = [
  AccessNewsStore,
  ApiTokenStore,
  AccessStore,
  AccountEventStore,
  AddressChangeStore,
  BreachStore,
  FilingLinkStore,
  CanaryStore,
  CaseReminderStore,
  ChoicesStore,
  ConnectionStore,
  DigestStore,
  EndpointStore,
  ExpectationStore,
  ExposureStore,
  FanOutStore,
  FeedAnswerStore,
  LaunchStore,
  MatchStore,
  MailboxStore,
  MatchKnowledgeReader,
  MuteStore,
  NotificationStore,
  OfficerStore,
  OperatorNoticeStore,
  OrganizationStore,
  OutboxStore,
  PasskeyStore,
  PatientOfStore,
  PeopleStore,
  PushStore,
  RecordStore,
  SandboxStore,
  Seals,
  RecoveryCodeStore,
  SessionStore,
  SiteStore,
  SummaryStore,
  TryStore,
  UploadStore,
];

/** The journeys. */
export const SERVICES = [
  AccountService,
  ApiTokenService,
  AddressService,
  BounceService,
  BreachService,
  FilingLinks,
  ConnectionAccess,
  DigestService,
  EndpointService,
  FanOutService,
  FeedService,
  LinkService,
  NotificationService,
  PasskeyService,
  RecordService,
  SummaryService,
  TryLimits,
  UploadService,
  WatchService,
];
