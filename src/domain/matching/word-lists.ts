/** Words of names of health-care organizations by what they say; see `WordKind`. */
export const TYPE = `hospital medical medicine center health healthcare care system service clinic group associate
  association associated institute network partner physician doctor specialist practice practitioner provider
  professional management solution holding organization facility campus office department division
  program consultant affiliate infirmary foundation district authority clinical enterprise
  consulting region patient science`;

export const PLAN = `plan insurance benefit hmo ppo assurance welfare employee medicaid medicare payer pension`;

export const DESCRIPTOR = `regional community memorial general county city university college national american america
  united state global area metropolitan metro integrated comprehensive total complete quality international
  board school agency government public municipal veteran affairs va us commission tribal
  human social resource family life living home new san los greater unified joint academic teaching research
  foundation trust wellness primary personal private independent corporate operating administration rural military`;

export const SPECIALTY = `allergy anesthesia anesthesiologist anesthesiology ankle arthritis assisted asthma audiology
  autism back behavioral blood bone brain breast cancer cardiac cardiology cardiovascular child children
  chiropractic colon cosmetic counseling critical dental dentist dentistry dermatology developmental diabetes
  diagnostic dialysis digestive disability ear emergency endocrinology endodontic endoscopy ent eye facial
  fertility foot gastroenterology gastro genetic geriatric gyn gynecology hand hearing heart hematology hospice
  hospitalist imaging immunology infectious infusion internal joint kidney lab laboratory laser lung mammography
  mental mri nephrology neurology neuro neurosurgery nose nuclear nursing ob obgyn obstetric occupational oncology
  ophthalmology optical optometry oral orthodontic orthopedic pain pathology pediatric periodontal pet pharmacy
  physical physiatry plastic podiatry psychiatric psychiatry psychology psychological pulmonary radiation radiology
  recovery rehab rehabilitation reproductive respiratory rheumatology senior skin sleep spine sport surgeon surgery
  surgical therapy throat toxicology transplant trauma urgent urogynecology urology vascular vein vision women wound
  xray specialty disease treatment neurological endocrine interventional renal internist hypertension
  concierge rectal otolaryngology neuroscience neurosurgical urological retina eyecare outpatient inpatient
  integrative gastrointestinal obesity bariatric weight podiatric aging kid woman telehealth telemedicine
  adolescent adult ambulatory aesthetic hernia thoracic transcription billing software`;

export const DIRECTION = `north south east west northern southern eastern western northeast northwest southeast southwest
  central mid midwest midwestern upper lower middle northside southside eastside westside`;

export const COMMON = `saint santa mercy baptist methodist adventist catholic lutheran presbyterian christian jewish hebrew
  trinity providence sacred good samaritan holy cross spirit lady sister joseph mary luke john francis vincent
  elizabeth anthony michael james peter paul mark matthew anne ann catherine christopher david robert william
  richard thomas charles daniel george edward mount fort valley lake river mountain hill park bay coast beach spring
  ocean forest desert island harbor point ridge creek garden grove rock summit vista view oak pine cedar cornerstone
  evergreen magnolia heritage legacy liberty freedom independence hope grace faith unity wellspring pioneer frontier
  premier advanced advantage elite first prime select superior progressive modern innovative preferred alpha sunrise
  sunshine horizon gateway cascade pacific atlantic gulf capital capitol colonial columbia franklin jackson jefferson
  lincoln madison monroe washington hamilton marion clinton greenville springfield salem bristol cleveland columbus
  crescent diamond eagle golden silver blue green red white star sun moon rose royal crown king queen prince shield
  access alliance allied complete direct express rapid smart choice best better bright clear open one plus pro max care
  meridian paramount pinnacle phoenix optimum absolute advance alternative interim visiting angel heartland tri twin
  three two country town village land stone wood field bridge brook water air art society house garden usa`;

/** Endings of names that say how the owner is incorporated, where written out. */
export const LEGAL_WORDS = 'incorporated corporation chartered limited company';
