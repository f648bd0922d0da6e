/** Acts that have a name in both languages, in the order of the choice. One that is not here is shown by its own word. */
export const knownActions = [
  'camera.watch',
  'camera.watch-end',
  'channel.test-picture',
  'channel.snapshot',
  'grant.request',
  'grant.approve',
  'grant.refuse',
  'grant.revoke',
  'grant.break-glass',
  'grant.review',
  'roster.add',
  'roster.end',
  'roster.hand-over',
  'session.sign-in',
  'session.first-step',
  'session.sign-out',
  'session.end',
  'user.setup',
  'password.change',
  'totp.confirm',
  'person.create',
  'person.update',
  'person.invite',
  'role.assign',
  'role.remove',
  'org.create',
  'org.update',
  'org.merge',
  'org.retire',
  'org.import',
  'org.export',
  'site.create',
  'site.update',
  'site.remove',
  'site.set-view',
  'wall.create',
  'wall.update',
  'wall.remove',
  'tour.create',
  'tour.update',
  'tour.remove',
  'kiosk.create',
  'kiosk.remove',
  'kiosk.sign-in',
  'meeting.create',
  'meeting.update',
  'meeting.cancel',
  'meeting.miss',
  'meeting.guest-link',
  'meeting.guest-sign-in',
  'meeting.export-attendance',
  'site.set-answer-rule',
  'camera.register',
  'camera.check',
  'camera.repair',
  'camera.repair-result',
  'camera.renew',
  'camera.sign-photo',
  'camera.update',
  'camera.remove',
  'camera.probe',
  'camera.outage',
  'channel.mask',
  'channel.mask-check',
  'record.export',
  'record.verify',
] as const;

export type KnownAction = (typeof knownActions)[number];

/** The action's key among the texts (which has no dot); null where it has no name there. */
export function actionKey(action: string): Dashed<KnownAction> | null {
  const known = knownActions.find((name) => name === action);
  return known ? dashed(known) : null;
}

type Dashed<A extends string> = A extends `${infer Noun}.${infer Verb}` ? `${Noun}-${Verb}` : never;

function dashed<A extends KnownAction>(action: A): Dashed<A> {
  // A name has one dot: the type says the same as the replacement does.
  return action.replace('.', '-') as Dashed<A>;
}
