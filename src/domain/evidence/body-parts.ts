/**
 * Parts of the body as paths, the wider part first: `leg.knee` lies in `leg`. Read from the words of orders,
 * reports, procedures and body sites.
 */
const PARTS: [string, RegExp][] = [
  ['head', /\b(heads?|skull|crani\w+|iac)\b/i],
  ['head.brain', /\b(brain|cerebr\w+)\b/i],
  ['head.face', /\b(fac(e|ial)|orbits?|orbital|maxillo\w*|jaw|mandib\w+|nasal|nose)\b/i],
  ['head.sinus', /\bsinus(es)?\b/i],
  ['neck', /\b(neck|larynx)\b/i],
  ['neck.thyroid', /\bthyroid\b/i],
  ['neck.carotid', /\bcarotids?\b/i],
  ['chest', /\b(chest|thora(x|cic(?![ -]*(spine|vertebra))\w*)|cxr|trunk)\b/i],
  ['chest.lung', /\b(lungs?|pulmonary)\b/i],
  ['chest.heart', /\b(heart|cardiac|cardio\w*|\w*echocardiogra\w*|coronary)\b/i],
  ['chest.ribs', /\b(ribs?|sternum|sternal)\b/i],
  ['chest.aorta', /\baort\w+\b/i],
  ['breast', /\b(breasts?|mamm\w+)\b/i],
  ['breast.axilla', /\baxilla\w*\b/i],
  ['abdomen', /\b(abd|abdomen|abdominal|abdomino\w*|kub|trunk)\b/i],
  ['abdomen.aorta', /\baort\w+\b/i],
  ['abdomen.liver', /\b(liver|hepat\w+|gallbladder|biliary)\b/i],
  ['abdomen.kidney', /\b(renal|kidneys?)\b/i],
  ['abdomen.bowel', /\b(bowel|colon|pancrea\w+|spleen|stomach)\b/i],
  ['abdomen.pregnancy', /\b(obstetric\w*|f(o)?etal|f(o)?etus|pregnan\w+)\b/i],
  ['pelvis', /\b(pelvi\w+|bladder|prostate|uter\w+|ovar\w+|transvaginal)\b/i],
  ['pelvis.pregnancy', /\b(obstetric\w*|f(o)?etal|f(o)?etus|pregnan\w+)\b/i],
  ['pelvis.hip', /\bhips?\b/i],
  ['spine', /\b(spine|spinal|vertebra\w*)\b/i],
  ['spine.cervical', /\b(cervical|c[ -]?spine)\b/i],
  ['spine.thoracic', /\b(thoracic|dorsal|t)[ -]?(spine|vertebra\w*)\b/i],
  ['spine.lumbar', /\b(lumbar|lumbosacral|l[ -]?spine)\b/i],
  ['spine.sacrum', /\b(sacr\w+|lumbosacral|coccyx)\b/i],
  ['arm', /\b(arms?|upper (limb|extremity))\b/i],
  ['arm.shoulder', /\b(shoulders?|scapula|clavicles?)\b/i],
  ['arm.upper', /\bhumer\w+\b/i],
  ['arm.elbow', /\belbows?\b/i],
  ['arm.forearm', /\b(forearms?|radius|ulna)\b/i],
  ['arm.wrist', /\b(wrists?|carpal|scaphoid)\b/i],
  ['arm.hand', /\bhands?\b/i],
  ['arm.hand.finger', /\b(fingers?|thumbs?)\b/i],
  ['leg', /\b(legs?|lower (limb|extremity))\b/i],
  ['leg.hip', /\bhips?\b/i],
  ['leg.thigh', /\b(femur|femora|thighs?)\b/i],
  ['leg.knee', /\b(knees?|patella\w*)\b/i],
  ['leg.shin', /\b(tibia|fibula|calf|calves)\b/i],
  ['leg.ankle', /\bankles?\b/i],
  ['leg.foot', /\b(foot|feet)\b/i],
  ['leg.foot.toe', /\btoes?\b/i],
  ['leg.foot.heel', /\b(heels?|calcane\w+)\b/i],
];

/** The parts that words name, without the wider part where they name one that lies in it. */
export function bodyPartsIn(words: string): Set<string> {
  const named = PARTS.filter(([, pattern]) => pattern.test(words)).map(([part]) => part);
  return new Set(named.filter((part) => !named.some((other) => other.startsWith(`${part}.`))));
}

/** Whether two sets share a part, or one names a part that lies in a part of the other; null when one is empty. */
export function partsAgree(a: Set<string>, b: Set<string>): boolean | null {
  if (a.size === 0 || b.size === 0) return null;
  return [...a].some((part) => [...b].some((other) => liesIn(part, other) || liesIn(other, part)));
}

function liesIn(part: string, wider: string): boolean {
  return part === wider || part.startsWith(`${wider}.`);
}
