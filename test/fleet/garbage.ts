import type { ServerResponse } from 'node:http';
import type { Faults } from './faults.ts';

/** 300 MB. */
const HUGE = 300 * 1000 * 1000;
const DRIP_MS = 1000;

/** Each of them is ten of the one before: a billion laughs. */
const ENTITY_NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
const ENTITIES = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lollollollollollollollol">${ENTITY_NAMES.slice(1)
  .map((name, i) => `<!ENTITY ${name} "${`&${ENTITY_NAMES[i] ?? ''};`.repeat(10)}">`)
  .join('')}]><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>&j;</s:Body></s:Envelope>`;

function sendHuge(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/soap+xml' });
  const chunk = Buffer.alloc(1 << 20, ' ');
  let left = HUGE;
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      if (!response.write(chunk)) {
        response.once('drain', more);
        return;
      }
    }
    response.end();
  };
  more();
}

function sendDrip(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/soap+xml' });
  const timer = setInterval(() => response.write(' '), DRIP_MS);
  response.on('close', () => clearInterval(timer));
}

/** Answers as a broken device would. @returns whether it did: false for a device that can still speak */
export function sendGarbage(kind: Faults['onvif'], response: ServerResponse): boolean {
  switch (kind) {
    case 'silent':
      return true;
    case 'html':
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<!DOCTYPE html><html><head><title>Router</title><body><h1>Please sign in<p>&nbsp;</html>');
      return true;
    case 'broken-xml':
      response.writeHead(200, { 'Content-Type': 'application/soap+xml' });
      response.end(
        '<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><tds:Get',
      );
      return true;
    case 'entities':
      response.writeHead(200, { 'Content-Type': 'application/soap+xml' });
      response.end(ENTITIES);
      return true;
    case 'huge':
      sendHuge(response);
      return true;
    case 'drip':
      sendDrip(response);
      return true;
    default:
      return false;
  }
}
