/**
 * Health systems that write their brand in front of the names of their hospitals, as their own lists of places show.
 * A hospital is the same with and without it.
 */
export const KNOWN_OWNERS: readonly string[] = `
  Advocate, Advocate Health, AdventHealth, Adventist Health, Ascension, Atrium Health, Aurora, Avera, Banner, Baptist Health, Baylor Scott and White, BayCare, BJC, Bon Secours, CaroMont, Carilion, CHI, CHI Health, Christus, Cleveland Clinic, CommonSpirit, Dignity Health, Essentia Health, Fairview, Franciscan Health, Geisinger, Hackensack Meridian, HCA, HCA Florida, HCA Houston, Henry Ford, HonorHealth, Inova, Intermountain, IU Health, Indiana University Health, Jefferson, Kaiser, Kettering Health, LifePoint, M Health Fairview, Mayo Clinic, McLaren, MedStar, Memorial Hermann, Merit Health, Montefiore, Mount Sinai, MultiCare, Northwell, Novant Health, Ochsner, OhioHealth, Orlando Health, OSF, PeaceHealth, Penn Medicine, Penn State, Penn State Health, Piedmont, Premier Health, ProMedica, Providence, RWJBarnabas, Sanford, Scripps, Sentara, SSM Health, Steward, Sutter, Tenet, Texas Health, ThedaCare, Tidelands, TriHealth, Trinity Health, UCHealth, UF Health, UNC Health, UnityPoint, UPMC, UVM, VCU Health, Vidant, WakeMed, WellStar, Yale New Haven`
  .split(',')
  .map((name) => name.trim());
