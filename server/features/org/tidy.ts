import { HubError } from '../../errors.ts';

interface Texts {
  name?: string;
  contactName?: string;
  contactPhone?: string;
}

/**
 * Without spaces before and behind its texts: nobody sees them, and they would make two names of one.
 * @throws HubError `request.invalid` if nothing is left of the name
 */
export function tidy<T extends Texts>(facts: T): T {
  const { name, contactName, contactPhone } = facts;
  if (name?.trim() === '') throw new HubError('request.invalid', { zh: '名称为空', en: 'the name is empty' });
  return {
    ...facts,
    ...(name !== undefined && { name: name.trim() }),
    ...(contactName !== undefined && { contactName: contactName.trim() }),
    ...(contactPhone !== undefined && { contactPhone: contactPhone.trim() }),
  };
}
