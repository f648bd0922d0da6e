/** The part of node-onvif 0.1.7 that is used here; the package has no types of its own. */
declare module 'node-onvif/lib/modules/soap.js' {
  interface SoapRequest {
    /** XML inside of `<s:Body>`, already escaped. */
    body: string;
    /** Attributes of the envelope, such as `xmlns:tds="..."`. */
    xmlns: string[];
    /** Device clock minus own clock, ms. */
    diff?: number;
    /** User name, already escaped for XML; with it, a WS-Security username token (digest) is added. */
    user?: string;
    pass?: string;
  }
  const soap: { createRequestSoap(request: SoapRequest): string };
  export default soap;
}
