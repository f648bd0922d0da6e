// The same as Username and NewPassword of the contract: test/web/rules.test.ts holds the two together.

/** How long a user name may be, and of what. Two rules: a form's rule with a pattern ignores the length. */
export const usernameLength = { min: 3, max: 32 };
export const usernamePattern = /^[\p{L}\p{N}._-]+$/u;

/** What a new password must be: the hub asks for length only. */
export const passwordLength = { min: 12, max: 128 };
