// What a review is read from.
export const reviewTables = ['review', 'review_version', 'review_comment', 'review_round', 'promise'];
