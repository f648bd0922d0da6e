/** The ridge line of the Qinling mountains, and a camera's eye above it. */
export function Logo() {
  return (
    <svg viewBox="0 0 24 20" aria-hidden="true">
      <path
        d="M1 18 8.5 5l4.2 6.8 2.4-3.2L23 18Z"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <circle cx="18" cy="4" r="2.2" fill="var(--live)" />
    </svg>
  );
}
