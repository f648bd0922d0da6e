// The same as Username, NewPassword and phone numbers of the contract: test/web/rules.test.ts holds the two together.

/** How long a user name may be, and of what. Two rules: a form's rule with a pattern ignores the length. */
export const usernameLength = { min: 3, max: 32 };
export const usernamePattern = /^[\p{L}\p{N}._-]+$/u;

/** How long a new password must be; the hub knows more rules. */
export const passwordLength = { min: 12, max: 128 };

export const phonePattern = /^[0-9+() -]*$/;
