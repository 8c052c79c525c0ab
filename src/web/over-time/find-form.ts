import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import { SCAN_KINDS, type ScanKind, scanKind } from '../../domain/messages/scan-kind.js';
import { examName } from '../../domain/study.js';
import type { AskedStudy } from '../../store/pages/patient.reader.js';
import { openLevel } from './open-level.js';

const CHOOSE = { message: 'overtime.choose' };

/** What a person looks for among the scans. It is posted, so that no address tells what somebody looked for. */
export class FindForm {
  @IsOptional() @MaxLength(80, { message: 'overtime.shorter' }) words?: string;
  @IsOptional() @Matches(/^$|^[0-9a-f-]{36}$/, CHOOSE) place?: string;
  @IsOptional() @IsIn(['', ...SCAN_KINDS], CHOOSE) kind?: ScanKind | '';
  @IsOptional() @Matches(/^$|^\d{4}$/, CHOOSE) year?: string;
  @IsOptional() @IsIn(['yes'], CHOOSE) open?: 'yes';
}

/** Whether anything was asked for. */
export function asks({ words, place, kind, year, open }: FindForm): boolean {
  return [words?.trim(), place, kind, year, open].some((each) => each !== undefined && each !== '');
}

/** The scans that have every word asked for in what the place calls them, and fit the rest. */
export function found(
  studies: AskedStudy[],
  { words = '', place, kind, year, open }: FindForm,
): AskedStudy[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  return studies.filter((study) => {
    const said = folded([examName(study.facts), study.organization, study.site].join(' '));
    return (
      wanted.every((word) => said.includes(word)) &&
      (!place || study.connectionId === place) &&
      (!kind || scanKind(study.facts.modalities) === kind) &&
      (!year || study.facts.started?.startsWith(year) === true) &&
      (!open || openLevel(study) !== null)
    );
  });
}

/** Without case and accents: "tórax" is found by "torax". */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
