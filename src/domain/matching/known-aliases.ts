/** What people know of names and no comparison can find: acronyms, renamings, owners. */
export interface KnownAlias {
  name: string;
  /** Another name of the same; with `part`, the brand of something that belongs to it. */
  alias: string;
  relation?: 'same' | 'part';
  /** Two-letter code where the alias holds in one state only, as acronyms mostly do. */
  state?: string;
}

/**
 * Acronyms, renamings and owners that everybody can look up: on the organizations' own pages of their history and
 * of their hospitals. A few to begin with; what an operator learns comes beside it.
 */
export const KNOWN_ALIASES: readonly KnownAlias[] = [
  { name: 'University of Pittsburgh Medical Center', alias: 'UPMC' },
  { name: 'Massachusetts General Hospital', alias: 'MGH', state: 'MA' },
  { name: "Brigham and Women's Hospital", alias: 'BWH', state: 'MA' },
  { name: 'NYU Langone Health', alias: 'New York University Langone Medical Center', state: 'NY' },
  { name: 'Hospital for Special Surgery', alias: 'HSS', state: 'NY' },
  { name: 'Memorial Sloan Kettering Cancer Center', alias: 'MSKCC', state: 'NY' },
  { name: 'Memorial Sloan Kettering Cancer Center', alias: 'Memorial Sloan Kettering', state: 'NY' },
  { name: 'Oregon Health & Science University', alias: 'OHSU', state: 'OR' },
  { name: 'University of California San Francisco', alias: 'UCSF', state: 'CA' },
  { name: 'University of California Los Angeles', alias: 'UCLA', state: 'CA' },
  { name: 'University of California San Diego', alias: 'UCSD', state: 'CA' },
  { name: 'University of Alabama at Birmingham', alias: 'UAB', state: 'AL' },
  { name: 'Medical University of South Carolina', alias: 'MUSC', state: 'SC' },
  { name: 'Virginia Commonwealth University', alias: 'VCU', state: 'VA' },
  { name: 'University of Virginia', alias: 'UVA', state: 'VA' },
  {
    name: 'University of Texas Southwestern Medical Center',
    alias: 'UT Southwestern Medical Center',
    state: 'TX',
  },
  { name: 'University of Texas Medical Branch', alias: 'UTMB', state: 'TX' },
  { name: 'University of Texas MD Anderson Cancer Center', alias: 'MD Anderson Cancer Center', state: 'TX' },
  { name: 'University of Mississippi Medical Center', alias: 'UMMC', state: 'MS' },
  { name: 'University of Kentucky HealthCare', alias: 'UK HealthCare', state: 'KY' },
  { name: 'University of New Mexico', alias: 'UNM', state: 'NM' },
  { name: 'University of North Carolina Hospitals', alias: 'UNC Hospitals', state: 'NC' },
  { name: 'UNC Health', alias: 'University of North Carolina Health Care System', state: 'NC' },
  { name: 'University of Arkansas for Medical Sciences', alias: 'UAMS', state: 'AR' },
  { name: 'University of Iowa Hospitals and Clinics', alias: 'UIHC', state: 'IA' },
  { name: 'University of Nebraska Medical Center', alias: 'UNMC', state: 'NE' },
  { name: 'Ohio State University Wexner Medical Center', alias: 'OSU Wexner Medical Center', state: 'OH' },
  { name: 'University of Florida Health', alias: 'UF Health', state: 'FL' },
  { name: 'Hospital of the University of Pennsylvania', alias: 'HUP', state: 'PA' },
  { name: "Children's Hospital of Philadelphia", alias: 'CHOP', state: 'PA' },
  { name: "Children's Healthcare of Atlanta", alias: 'CHOA', state: 'GA' },
  { name: 'Rush University Medical Center', alias: 'RUMC', state: 'IL' },
  { name: 'Thomas Jefferson University Hospital', alias: 'Jefferson University Hospital', state: 'PA' },
  { name: 'Beth Israel Deaconess Medical Center', alias: 'BIDMC', state: 'MA' },
  { name: 'Cedars-Sinai', alias: 'Cedars-Sinai Medical Center', state: 'CA' },
  { name: 'Partners HealthCare', alias: 'Mass General Brigham', state: 'MA' },
  { name: 'Carolinas HealthCare System', alias: 'Atrium Health', state: 'NC' },
  { name: 'North Shore-LIJ Health System', alias: 'Northwell Health', state: 'NY' },
  { name: 'Adventist Health System', alias: 'AdventHealth' },
  { name: 'Greenville Health System', alias: 'Prisma Health', state: 'SC' },
  { name: 'Spectrum Health', alias: 'Corewell Health', state: 'MI' },
  { name: 'Partners HealthCare', alias: 'Massachusetts General Hospital', state: 'MA', relation: 'part' },
  { name: 'Partners HealthCare', alias: "Brigham and Women's", state: 'MA', relation: 'part' },
  { name: 'CommonSpirit Health', alias: 'Dignity Health', relation: 'part' },
  { name: 'CommonSpirit Health', alias: 'Catholic Health Initiatives', relation: 'part' },
  { name: 'CommonSpirit Health', alias: 'CHI', relation: 'part' },
  { name: 'HCA Healthcare', alias: 'TriStar', relation: 'part' },
  { name: 'HCA Healthcare', alias: 'Medical City Healthcare', state: 'TX', relation: 'part' },
  { name: 'HCA Healthcare', alias: 'MountainStar Healthcare', state: 'UT', relation: 'part' },
  { name: 'HCA Healthcare', alias: 'HealthONE', state: 'CO', relation: 'part' },
  { name: 'HCA Healthcare', alias: 'Mission Health', state: 'NC', relation: 'part' },
  { name: 'Lifespan', alias: 'Rhode Island Hospital', state: 'RI', relation: 'part' },
  { name: 'Trinity Health', alias: 'Loyola Medicine', state: 'IL', relation: 'part' },
  { name: 'Trinity Health', alias: 'Mercy Health Saint Mary’s', state: 'MI', relation: 'part' },
  { name: 'Providence', alias: 'Swedish Medical Center', state: 'WA', relation: 'part' },
  { name: 'Advocate Aurora Health', alias: 'Advocate Health Care', state: 'IL', relation: 'part' },
  { name: 'Advocate Aurora Health', alias: 'Aurora Health Care', state: 'WI', relation: 'part' },
  { name: 'NewYork-Presbyterian', alias: 'NewYork-Presbyterian Hospital', state: 'NY' },
  { name: 'Yale New Haven Health', alias: 'Bridgeport Hospital', state: 'CT', relation: 'part' },
  { name: 'Yale New Haven Health', alias: 'Greenwich Hospital', state: 'CT', relation: 'part' },
];
