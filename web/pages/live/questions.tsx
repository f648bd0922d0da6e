import BreakGlass from '../../components/break-glass.tsx';
import PurposeChooser from '../../components/purpose-chooser.tsx';
import type { useQuestions } from './use-questions.ts';

export interface QuestionsProps {
  questions: ReturnType<typeof useQuestions>;
  /** Of the selected tile's camera. */
  unitId: string | null;
}

/** The question that lies above the wall. */
export default function Questions({ questions, unitId }: QuestionsProps) {
  const { question, target, close, granted } = questions;
  if (question?.kind === 'glass') {
    return <BreakGlass unitId={unitId ?? undefined} close={close} opened={granted} />;
  }
  return <PurposeChooser target={target} close={close} granted={granted} />;
}
