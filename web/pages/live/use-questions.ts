import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grant } from '../../../server/contract/grant.ts';
import { commonUnit, pathIds } from '../../components/unit-tree.ts';
import { useUnitTree } from '../../components/use-unit-tree.ts';
import { useMay } from '../../hooks/use-rights.ts';
import type { Leaves } from './use-leaves.ts';

/** What lies above the wall: the question for a purpose (of channels, or of none), or for broken glass. */
type Question = { kind: 'purpose'; channelIds: readonly string[] } | { kind: 'glass' };

export interface QuestionsOptions {
  leaves: Leaves;
  /** Channels of the tiles that are shown. */
  shown: readonly string[];
  /** Which wall it is, for those that are saved. */
  wallId: string | null;
  /** Opening the wall asks; where it does not, the window that opened this one does. */
  asks: boolean;
  nameOf: (channelId: string) => string;
  /** Leave was given, and these pictures begin. */
  begin: (channelIds: readonly string[]) => void;
}

/**
 * Nobody looks without a purpose: opening a wall asks once for all that lacks one, with the smallest area that holds them;
 * putting a channel on it asks for that channel.
 */
export function useQuestions({ leaves, shown, wallId, asks, nameOf, begin }: QuestionsOptions) {
  const { t } = useTranslation();
  const may = useMay();
  const tree = useUnitTree();
  const [question, setQuestion] = useState<Question | null>(null);
  // What was asked for by opening walls, each once.
  const [greeted, setGreeted] = useState<{ wallId: string | null; channelIds: ReadonlySet<string> } | null>(null);

  const lacking = (channelIds: readonly string[]): string[] => {
    if (!may('grant.request')) return [];
    return channelIds.filter((id) => {
      const leave = leaves.of(id);
      return leave?.unitId && !leave.grant && leave.asked?.state !== 'pending';
    });
  };
  const ask = (channelIds: readonly string[]): void => {
    const without = lacking(channelIds);
    if (without.length) setQuestion({ kind: 'purpose', channelIds: without });
  };

  // Whoever comes to a wall without leave to look is asked at once, and not again.
  if (leaves.known && shown.length && greeted?.wallId !== wallId) {
    const without = lacking(shown);
    setGreeted({ wallId, channelIds: new Set([...(greeted?.channelIds ?? []), ...without]) });
    if (asks && without.some((id) => !greeted?.channelIds.has(id))) {
      setQuestion({ kind: 'purpose', channelIds: without });
    }
  }

  const targetOf = (channelIds: readonly string[]): { name: string; unitId: string } | null => {
    const paths = channelIds.map((id) => pathIds(tree, leaves.of(id)?.unitId ?? null));
    const unitId = commonUnit(paths);
    const [first] = channelIds;
    if (!unitId || !first) return null;
    return { name: channelIds.length > 1 ? t('purpose.several', { count: channelIds.length }) : nameOf(first), unitId };
  };
  return {
    question,
    target: question?.kind === 'purpose' ? targetOf(question.channelIds) : null,
    ask,
    /** Asks for a purpose without anything that lacks one. */
    askAnyway: (channelIds: readonly string[]) => setQuestion({ kind: 'purpose', channelIds }),
    breakGlass: () => setQuestion({ kind: 'glass' }),
    close: () => setQuestion(null),
    // The clock of a first picture begins with the leave, and not with the question for it.
    granted: ({ id }: Grant): void => {
      if (question?.kind === 'purpose') begin(question.channelIds);
      setQuestion(null);
      leaves.prefer(id);
    },
  };
}
