import { expect, test } from 'vitest';
import { Cause } from '../../server/contract/camera.ts';
import { OrgUnit } from '../../server/contract/org.ts';
import { Username } from '../../server/contract/people.ts';
import { NewPassword } from '../../server/contract/session.ts';
import { causeOf } from '../../web/i18n/cause.ts';
import { passwordLength, phonePattern, usernameLength, usernamePattern } from '../../web/components/account-rules.ts';
import { civilCodePattern } from '../../web/pages/organisation/unit-fields.ts';

test("the form's rules are the contract's", () => {
  expect(Username).toMatchObject({
    minLength: usernameLength.min,
    maxLength: usernameLength.max,
    pattern: usernamePattern.source,
  });
  expect(NewPassword).toMatchObject({ minLength: passwordLength.min, maxLength: passwordLength.max });
});

test('every cause of the contract is known by its error code', () => {
  for (const cause of Cause.enum) expect(causeOf(`camera.${cause}`)).toBe(cause);
  for (const code of ['camera.unknown', 'camera.', 'session.required', 'camera.toString'])
    expect(causeOf(code)).toBeNull();
});

test("the form of a unit has the contract's rules", () => {
  expect(OrgUnit.properties).toMatchObject({
    civilCode: { pattern: civilCodePattern.source },
    contactPhone: { pattern: phonePattern.source },
  });
});
