/** The nine columns of one row, as text. */
export type BreachRow = string[];

/** Open cases: organizations that do not exist, newest first; this view has no descriptions. */
export const UNDER_INVESTIGATION: BreachRow[] = rowsOf(`
Quillfern Orthopedic Partners|OH|Healthcare Provider|4312|10/30/2026|Hacking/IT Incident|Network Server|No|
Saltmarrow Dental Group |FL|Healthcare Provider|501|10/27/2026|Hacking/IT Incident|Email|No|
Brindlewick Benefit Trust|IL|Health Plan|18840|10/16/2026|Hacking/IT Incident|Network Server|Yes|
Ostervale Claims Services, LLC|TX|Business Associate|96230|10/09/2026|Hacking/IT Incident|Network Server|Yes|
Tullibrae Eye Surgeons, P.C. d/b/a Clearmoor Vision|PA|Healthcare Provider|2750|09/29/2026|Unauthorized Access/Disclosure|Email|No|
Pondrake Pediatrics|GA|Healthcare Provider|1123|09/18/2026|Theft|Laptop|No|
Hexham Vale Radiology Associates|CO|Healthcare Provider|33410|09/04/2026|Hacking/IT Incident|Electronic Medical Record, Network Server|Yes|
Wrenfield County Employee Health Plan|NC|Health Plan|500|08/28/2026|Hacking/IT Incident|Other|Yes|
Marrowbrook Home Care|MI|Healthcare Provider|8045|08/14/2026|Hacking/IT Incident|Email|No|
Calderstane Physical Therapy|AZ|Healthcare Provider|690|07/31/2026|Loss|Paper/Films|No|
Ilverton Pathology Laboratory|TN|Healthcare Provider|51200|07/22/2026|Hacking/IT Incident|Network Server|No|
Fennimoor Billing Company|NJ|Business Associate|7316|06/26/2026|Hacking/IT Incident|Email|Yes|
Sablecross Counseling Center|WI|Healthcare Provider|912|06/05/2026|Unauthorized Access/Disclosure|Electronic Medical Record|No|
Greywether Community Clinic|MO|Healthcare Provider|5540|05/20/2026|Hacking/IT Incident|Desktop Computer, Network Server|No|
Dunnockburn Dermatology|UT|Healthcare Provider|3018|04/17/2026|Hacking/IT Incident|Email|No|
`);

/** Closed cases, with the words the office adds at the end. */
export const ARCHIVE: BreachRow[] = rowsOf(`
Larchquill Family Dentistry|IN|Healthcare Provider|1480|11/12/2024|Hacking/IT Incident|Network Server|No|A stranger reached a server of the covered entity (CE).\\nThe CE changed its passwords and trained its staff.
Pellimore Surgical Center|KY|Healthcare Provider|6205|08/23/2024|Hacking/IT Incident|Email|No|An employee opened a false message. The covered entity now asks for a second sign-in step.
Ravensedge Health Plan|OK|Health Plan|22870|05/03/2024|Hacking/IT Incident|Network Server|Yes|The case was joined with that of a business associate.
Thistledown Urology|AL|Healthcare Provider|745|01/19/2024|Theft|Laptop|No|A laptop was taken from a car. It now encrypts what it holds, "at rest" as well.
Corvane Medical Supply|NV|Healthcare Provider|2964|10/06/2023|Unauthorized Access/Disclosure|Other|No|Letters went to wrong addresses after an error in a list.
Oxenreach Rehabilitation Hospital|LA|Healthcare Provider|14110|06/30/2023|Hacking/IT Incident|Network Server|No|Files were locked by a stranger. Copies were at hand.
Mistlewood Imaging Services|KS|Business Associate|40555|02/10/2023|Hacking/IT Incident|Network Server|Yes|A server with exam lists was open to the internet for nine days.
Farrowgate Pharmacy|SC|Healthcare Provider|1026|09/16/2022|Improper Disposal|Paper/Films|No|Labels were found in a public bin.
Ashpenny Allergy Clinic|NE|Healthcare Provider|598|03/25/2022|Loss|Other Portable Electronic Device|No|A storage stick was lost and not found.
Hollowmere Senior Living|IA|Healthcare Provider|3377|11/05/2021|Hacking/IT Incident|Email|No|Two mailboxes were read by a stranger.
`);

/** A row a line, its columns parted by bars; \n stands for the CRLF that descriptions have inside. */
function rowsOf(table: string): BreachRow[] {
  const lines = table.split('\n').filter((line) => line !== '');
  return lines.map((line) => line.replaceAll('\\n', '\r\n').split('|'));
}
