import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** Loudness at which the bar is full, of the mean of squares. */
const FULL = 0.25;

/** How loud the microphone is now. */
export function MicrophoneLevel({ stream }: { stream: MediaStream }) {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let frame = 0;
    const draw = (): void => {
      analyser.getFloatTimeDomainData(samples);
      const mean = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      const share = Math.min(1, Math.sqrt(mean) / FULL);
      if (bar.current) bar.current.style.transform = `scaleX(${share})`;
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => {
      cancelAnimationFrame(frame);
      void context.close();
    };
  }, [stream]);
  return (
    <div className="level" role="img" aria-label={t('meetings.before.level')}>
      <div ref={bar} />
    </div>
  );
}
