import { Button, Drawer, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation as InvitationData, Person, PersonUpdate } from '../../../server/contract/people.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { pathIds } from '../../components/unit-tree.ts';
import { useUnitTree } from '../../components/use-unit-tree.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { useSession } from '../../hooks/use-session.ts';
import { formatMoment } from '../../i18n/format.ts';
import { Invitation } from './invitation.tsx';
import { PersonForm } from './person-form.tsx';
import { PersonState } from './person-state.tsx';
import { Roles } from './roles.tsx';

export interface PersonDrawerProps {
  person: Person;
  close: () => void;
  changed: (person: Person) => void;
}

/** One person: account, roles, and what the reader may do with them. */
export function PersonDrawer({ person, close, changed }: PersonDrawerProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const tree = useUnitTree();
  const may = useMay();
  const me = useSession().data?.user;
  const [problem, setProblem] = useState<HubError | null>(null);
  const [invitation, setInvitation] = useState<InvitationData | null>(null);
  const mayWrite = may('person.write', pathIds(tree, person.unitId));
  const { id, name, state, phone, expiresAt, lastSignInAt, linkUsed, hasSecondFactor } = person;
  const isMe = me?.id === id;

  const update = async (body: PersonUpdate): Promise<void> => {
    setProblem(null);
    changed(await call('person.update', { params: { id }, body }));
  };
  const invite = async (): Promise<void> => {
    setProblem(null);
    try {
      setInvitation(await call('person.invite', { params: { id } }));
      changed({ ...person, state: 'invited', hasSecondFactor: false });
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    }
  };
  const able = async (disabled: boolean): Promise<void> => {
    try {
      await update({ disabled });
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    }
  };

  return (
    <Drawer
      open
      size={520}
      title={
        <>
          {name} <span className="quiet">{person.username}</span>
        </>
      }
      onClose={close}
    >
      <dl className="facts">
        <dt>{t('people.state')}</dt>
        <dd>
          <PersonState person={person} />
        </dd>
        <dt>{t('people.factor')}</dt>
        <dd>{t(hasSecondFactor ? 'people.factorOn' : 'people.factorOff')}</dd>
        <dt>{t('people.lastSignIn')}</dt>
        <dd>{lastSignInAt === null ? t('people.never') : formatMoment(lastSignInAt, language)}</dd>
        <dt>{t('people.linkUsed')}</dt>
        <dd>
          {linkUsed === null
            ? t('people.linkUnused')
            : t('people.linkUsedAt', { time: formatMoment(linkUsed.at, language), address: linkUsed.address })}
        </dd>
        {!mayWrite && (
          <>
            <dt>{t('people.unit')}</dt>
            <dd>{tree.byId.get(person.unitId)?.name ?? person.unitId}</dd>
            <dt>{t('people.phone')}</dt>
            <dd>{phone || '–'}</dd>
            <dt>{t('people.expires')}</dt>
            <dd>{expiresAt === null ? t('people.noEnd') : formatMoment(expiresAt, language)}</dd>
          </>
        )}
      </dl>
      {invitation && <Invitation name={name} invitation={invitation} />}
      <Roles person={person} changed={changed} />
      {mayWrite && (
        <section className="person-part" aria-labelledby="person-account">
          <h3 id="person-account">{t('people.account')}</h3>
          <PersonForm person={person} save={update} />
          <div className="person-acts">
            <Popconfirm
              title={t('people.inviteSure', { name })}
              description={t('people.inviteHint')}
              okText={t('people.invite')}
              cancelText={t('cancel')}
              onConfirm={invite}
            >
              <Button disabled={isMe}>{t('people.invite')}</Button>
            </Popconfirm>
            {state === 'disabled' ? (
              <Button onClick={() => able(false)}>{t('people.enable')}</Button>
            ) : (
              <Popconfirm
                title={t('people.disableSure', { name })}
                description={t('people.disableHint')}
                okText={t('people.disable')}
                cancelText={t('cancel')}
                okButtonProps={{ danger: true }}
                onConfirm={() => able(true)}
              >
                <Button disabled={isMe}>{t('people.disable')}</Button>
              </Popconfirm>
            )}
          </div>
        </section>
      )}
      {problem && <Problem error={problem} />}
    </Drawer>
  );
}
