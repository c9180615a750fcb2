-- Posts (岗位) that accounts hold, by the name the organ gives them: a level of a chain of review may be a post's.
CREATE TABLE account_post (
  account_id BIGINT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  PRIMARY KEY (account_id, name)
);
