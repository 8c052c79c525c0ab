/**
 * A FHIR server with nothing behind it: every answer lies ready as bytes, in a few readings that say the same in other
 * words, so that its own work hardly counts. Whoever the patient is, the record is the same.
 */
import { createServer } from 'node:http';
import { inventedExams, pullText } from '../invented/pulls.js';

const READINGS = 4;
const exams = inventedExams(Number(process.env.STUDIES));
const readings = Array.from({ length: READINGS }, (_, at) => answersOf(JSON.parse(pullText(exams, at + 1))));
let asked = 0;

const server = createServer((request, response) => {
  const [path] = request.url.slice('/fhir/'.length).split('?');
  const body = readings[(asked += 1) % READINGS].get(path) ?? EMPTY;
  response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-length': body.length });
  response.end(body);
});
// Who started it may have been killed.
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));

const EMPTY = bytesOf({ resourceType: 'Bundle', type: 'searchset', total: 0 });

/** Answers by path: searches by the name of the type, reads by type and id. */
function answersOf({ entry }) {
  const answers = new Map();
  for (const type of new Set(entry.map(({ resource }) => resource.resourceType))) {
    const own = entry.filter(({ resource }) => resource.resourceType === type);
    answers.set(type, bytesOf({ resourceType: 'Bundle', type: 'searchset', total: own.length, entry: own }));
    for (const { resource } of own) answers.set(`${type}/${resource.id}`, bytesOf(resource));
  }
  return answers;
}

function bytesOf(resource) {
  return Buffer.from(JSON.stringify(resource));
}
