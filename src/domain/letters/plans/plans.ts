import type { LetterId } from '../letter.js';
import { FRAUD_UNIT, OCR_COMPLAINT, OFFICIAL, QUESTION_SHEET } from './of-others.js';
import { ACCESS, AMENDMENT, DISAGREEMENT, PRIVACY_INQUIRY } from './of-records.js';
import {
  AI_TRAINING,
  DISCLOSURES,
  OBJECTION,
  OTHER_ADDRESS,
  RESEARCH_WITHDRAWAL,
  RESTRICTION,
} from './of-sharing.js';
import type { Plan } from './plan.js';

export const PLANS: Record<LetterId, Plan> = {
  access: ACCESS,
  amendment: AMENDMENT,
  disagreement: DISAGREEMENT,
  disclosures: DISCLOSURES,
  restriction: RESTRICTION,
  'other-address': OTHER_ADDRESS,
  'ai-training': AI_TRAINING,
  'research-withdrawal': RESEARCH_WITHDRAWAL,
  objection: OBJECTION,
  'privacy-inquiry': PRIVACY_INQUIRY,
  'fraud-unit': FRAUD_UNIT,
  'ocr-complaint': OCR_COMPLAINT,
  'question-sheet': QUESTION_SHEET,
  official: OFFICIAL,
};
