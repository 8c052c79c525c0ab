import type { Provider, Type } from '@nestjs/common';
import { BreachReviewService } from '../services/breach-review.service.js';
import { BreachReviewStore } from '../store/breach-review.store.js';
import { BreachReviewReader } from '../store/pages/breach-review.reader.js';
import { BreachesReader } from '../store/pages/breaches.reader.js';
import { FeedsReader } from '../store/pages/feeds.reader.js';
import { HealthReader } from '../store/pages/health.reader.js';
import { MailboxReader } from '../store/pages/mailbox.reader.js';
import { OrganizationsReader } from '../store/pages/organizations.reader.js';
import { RulesReader } from '../store/pages/rules.reader.js';
import { SandboxReader } from '../store/pages/sandbox.reader.js';
import { StaffNewsReader } from '../store/pages/staff-news.reader.js';
import { TokensController } from './api/tokens.controller.js';
import { BreachesController } from './breaches.controller.js';
import { BreachReviewController } from './breach-review.controller.js';
import { DeliveryController } from './delivery.controller.js';
import { FeedsController } from './feeds.controller.js';
import { HealthController } from './health.controller.js';
import { GuidesController } from './guides.controller.js';
import { HelpController } from './help.controller.js';
import { LanguageController } from './language.controller.js';
import { MailboxController } from './mailbox.controller.js';
import { Metrics } from './metrics.js';
import { MeasureController } from './offices/measure.controller.js';
import { OFFICE_CONTROLLERS, OFFICE_READERS } from './office-controllers.js';
import { OrganizationsController } from './organizations.controller.js';
import { OurMailController } from './our-mail.controller.js';
import { PushController } from './push.controller.js';
import { RulesController } from './rules.controller.js';
import { SandboxController } from './sandbox.controller.js';
import { SettingsController } from './settings.controller.js';
import { StaffNewsController } from './staff-news.controller.js';
import { UnsubscribeController } from './unsubscribe.controller.js';
import { WebhookController } from './webhook.controller.js';

/** The pages of the service itself: mail, sandbox, feeds, health. */
export const SERVICE_CONTROLLERS: Type[] = [
  // Before the public pages, whose addresses hold an id where this one says "review".
  BreachReviewController,
  BreachesController,
  DeliveryController,
  FeedsController,
  StaffNewsController,
  GuidesController,
  HealthController,
  HelpController,
  LanguageController,
  MailboxController,
  MeasureController,
  ...OFFICE_CONTROLLERS,
  OrganizationsController,
  OurMailController,
  PushController,
  RulesController,
  SandboxController,
  SettingsController,
  TokensController,
  UnsubscribeController,
  WebhookController,
];
/** What these pages read from the database. */
export const SERVICE_READERS: Provider[] = [
  BreachesReader,
  BreachReviewReader,
  BreachReviewService,
  BreachReviewStore,
  FeedsReader,
  StaffNewsReader,
  HealthReader,
  MailboxReader,
  Metrics,
  ...OFFICE_READERS,
  OrganizationsReader,
  RulesReader,
  SandboxReader,
];
