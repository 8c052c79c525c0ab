import type {
  AccountEndView,
  NewAddressView,
  RecoveryCodesView,
  RecoveryView,
  SignInSettingsView,
  TooManyView,
} from './views/account.js';
import type { LetterPlacesView, LettersView, LetterView } from './views/letters.js';
import type { WrittenMessage } from '../words/write-message.js';
import type { ExposureView, NoticeView } from './views/breach.js';
import type { BreachOperatorView, BreachReviewView } from './views/breach-review.js';
import type { AccessLogView } from './views/access-log.js';
import type { ApiTokensView, ApiTokenView } from './views/api.js';
import type { BreachesView, BreachView } from './views/breaches.js';
import type { CaseRequestPageView, CasesView, CaseView } from './views/case.js';
import type { FlagView } from './views/flag.js';
import type { GuidesView, GuideView } from './views/guides.js';
import type { HomeView } from './views/home.js';
import type {
  HelpView,
  InboxMessageView,
  InboxView,
  MailboxMessageView,
  MailboxView,
  OurMailView,
  UnsubscribeConfirmView,
} from './views/mail.js';
import type { AccessView, LinkConfirmView, LinkProblemView, LinkSiteView, LinkView } from './views/link.js';
import type {
  CountingView,
  HandoverView,
  OfficeCasesView,
  OfficeCaseView,
  OfficeRunView,
  OfficeView,
  OfficerInvitationOverView,
  OfficerInvitationView,
  OfficesView,
} from './offices/views.js';
import type { OrganizationsView, OrganizationView } from './views/organizations.js';
import type {
  ErrorView,
  FaultView,
  FeedsView,
  RulesView,
  StaffNewsView,
  SandboxView,
} from './views/operator.js';
import type {
  AddPersonView,
  ClaimsView,
  InvitationOverView,
  InvitationView,
  InvitationsView,
  PeopleFormView,
  PeopleListView,
  PeoplePreviewView,
} from './people/views.js';
import type { ProgressView } from './views/progress.js';
import type { ConnectionPageView, FilesView, PatientView } from './views/record.js';
import type { LeaveView, LeftView } from './views/leave.js';
import type { OverTimeView } from './views/over-time.js';
import type { Shell } from './views/shell.js';
import type { SummaryView } from './views/summary.js';
import type { SignInConfirmView, SignInExpiredView, SignInSentView, SignInView } from './views/sign-in.js';
import type { SettingsView, WebhookSecretView } from './views/settings.js';

/** Every page and what its template receives: templates/pages/<name>.hbs. */
export interface PageViews {
  'sign-in': SignInView;
  'sign-in-sent': SignInSentView;
  'sign-in-confirm': SignInConfirmView;
  'sign-in-expired': SignInExpiredView;
  home: HomeView;
  patient: PatientView;
  'over-time': OverTimeView;
  leave: LeaveView;
  left: LeftView;
  connection: ConnectionPageView;
  progress: ProgressView;
  access: AccessView;
  'access-log': AccessLogView;
  link: LinkView;
  'link-site': LinkSiteView;
  'link-confirm': LinkConfirmView;
  'link-problem': LinkProblemView;
  files: FilesView;
  flag: FlagView;
  'letter-places': LetterPlacesView;
  letters: LettersView;
  letter: LetterView;
  /** A message on a sheet of its own. */
  message: { lang: string; message: WrittenMessage };
  exposure: ExposureView;
  notice: NoticeView;
  cases: CasesView;
  case: CaseView;
  'case-request': CaseRequestPageView;
  'people-add': AddPersonView;
  'people-claims': ClaimsView;
  'people-list': PeopleListView;
  'people-form': PeopleFormView;
  'people-preview': PeoplePreviewView;
  'people-invitations': InvitationsView;
  'people-invitation': InvitationView;
  'people-invitation-over': InvitationOverView;
  inbox: InboxView;
  'inbox-message': InboxMessageView;
  mailbox: MailboxView;
  'mailbox-message': MailboxMessageView;
  'our-mail': OurMailView;
  help: HelpView;
  guides: GuidesView;
  guide: GuideView;
  settings: SettingsView;
  'account-end': AccountEndView;
  'account-ended': Shell;
  'new-address': NewAddressView;
  recovery: RecoveryView;
  'recovery-codes': RecoveryCodesView;
  'settings-sign-in': SignInSettingsView;
  'webhook-secret': WebhookSecretView;
  'api-tokens': ApiTokensView;
  'api-token': ApiTokenView;
  'unsubscribe-confirm': UnsubscribeConfirmView;
  unsubscribed: Shell;
  sandbox: SandboxView;
  offices: OfficesView;
  office: OfficeView;
  'office-cases': OfficeCasesView;
  'office-case': OfficeCaseView;
  counting: CountingView;
  handover: HandoverView;
  'office-run': OfficeRunView;
  'officer-invitation': OfficerInvitationView;
  'officer-invitation-over': OfficerInvitationOverView;
  feeds: FeedsView;
  'staff-news': StaffNewsView;
  rules: RulesView;
  breaches: BreachesView;
  breach: BreachView;
  organizations: OrganizationsView;
  organization: OrganizationView;
  'breach-review': BreachReviewView;
  'breach-operator': BreachOperatorView;
  summary: SummaryView;
  'error-400': ErrorView;
  'error-403': ErrorView;
  'error-404': ErrorView;
  'error-413': ErrorView;
  'error-429': TooManyView;
  'error-500': FaultView;
}
export type PageName = keyof PageViews;
