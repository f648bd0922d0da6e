/** What a device told before and after a setting: short texts for people, without secrets. Equal: nothing to change. */
export interface Change {
  before: string;
  after: string;
}
