import type { ExamRecord } from '../exam-record.js';

type Exam = Omit<ExamRecord, 'key' | 'patient'>;

const LAKESIDE = { hospital: 'lakeside', evidence: 'all' } as const;
const NORTHGATE = { hospital: 'northgate', evidence: 'all' } as const;

const MIGUEL: Exam[] = [
  { ...LAKESIDE, exam: 'chestXray', on: '2011-10-04', evidence: 'none' },
  { ...LAKESIDE, exam: 'echo', on: '2013-05-16', at: '10:40' },
  { ...NORTHGATE, exam: 'shoulderMri', on: '2014-03-27', at: '15:10', side: 'right' },
  { ...LAKESIDE, exam: 'headCt', on: '2016-01-22', at: '21:35', visit: 'EMER' },
  { ...LAKESIDE, exam: 'chestXray', on: '2016-01-22', at: '21:35', visit: 'EMER' },
  { ...NORTHGATE, exam: 'kneeMri', on: '2018-09-12', at: '08:15', side: 'left' },
  { ...LAKESIDE, exam: 'echo', on: '2019-06-03', at: '11:00' },
  { ...LAKESIDE, exam: 'abdomenCt', on: '2020-11-09', at: '13:25' },
  { ...LAKESIDE, exam: 'chestXray', on: '2022-02-28', at: '09:50' },
  { ...NORTHGATE, exam: 'thyroidUltrasound', on: '2023-07-19', at: '14:30' },
  { ...LAKESIDE, exam: 'headCt', on: '2024-12-02', at: '16:05', visit: 'EMER' },
  { ...LAKESIDE, exam: 'echo', on: '2025-08-21', at: '10:20' },
];

const ROSA: Exam[] = [
  { ...NORTHGATE, exam: 'pregnancyUltrasound', on: '1987', evidence: 'none' },
  { ...NORTHGATE, exam: 'mammogram', on: '2012-04-18', evidence: 'report' },
  { ...NORTHGATE, exam: 'mammogram', on: '2014-05-06', at: '09:00' },
  { ...LAKESIDE, exam: 'chestXray', on: '2014-12-29', at: '19:45', visit: 'EMER' },
  { ...NORTHGATE, exam: 'thyroidUltrasound', on: '2015-09-24', at: '10:30' },
  { ...NORTHGATE, exam: 'mammogram', on: '2016-05-11', at: '09:15' },
  { ...NORTHGATE, exam: 'mammogram', on: '2018-05-23', at: '08:45' },
  { ...NORTHGATE, exam: 'breastUltrasound', on: '2018-06-05', at: '13:40', side: 'right' },
  { ...LAKESIDE, exam: 'shoulderMri', on: '2019-10-15', at: '17:20', side: 'right' },
  { ...NORTHGATE, exam: 'mammogram', on: '2020-08-27', at: '09:30' },
  { ...NORTHGATE, exam: 'mammogram', on: '2022-09-08', at: '09:10' },
  { ...LAKESIDE, exam: 'hipXray', on: '2023-01-17', at: '12:55', side: 'left', visit: 'EMER' },
  { ...LAKESIDE, exam: 'kneeMri', on: '2025-02-06', at: '07:50', side: 'right' },
  { ...NORTHGATE, exam: 'mammogram', on: '2024-10-03', at: '09:20' },
  { ...NORTHGATE, exam: 'mammogram', on: '2026-10-01', at: '09:40' },
];

const SAM: Exam[] = [
  { ...LAKESIDE, exam: 'hipUltrasound', on: '2015-04-20', evidence: 'report' },
  { ...LAKESIDE, exam: 'chestXray', on: '2018-01-30', at: '18:10', visit: 'EMER' },
  { ...LAKESIDE, exam: 'abdomenUltrasound', on: '2021-11-16', at: '11:30' },
  { ...LAKESIDE, exam: 'forearmXray', on: '2024-07-13', at: '16:45', side: 'left', visit: 'EMER' },
  { ...LAKESIDE, exam: 'forearmXray', on: '2024-08-22', at: '10:05', side: 'left' },
  { ...LAKESIDE, exam: 'kneeMri', on: '2026-05-28', at: '15:35', side: 'right' },
];

/** Every exam of the family before anything happens, about fifteen years and one copy of an older film. */
export const HISTORY: ExamRecord[] = [
  ...MIGUEL.map((exam) => keyed({ ...exam, patient: 'miguel' })),
  ...ROSA.map((exam) => keyed({ ...exam, patient: 'rosa' })),
  ...SAM.map((exam) => keyed({ ...exam, patient: 'sam' })),
];

function keyed(exam: Omit<ExamRecord, 'key'>): ExamRecord {
  return { ...exam, key: `${exam.hospital} ${exam.patient} ${exam.exam} ${exam.on}` };
}
