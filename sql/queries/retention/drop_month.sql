-- Drop the texts of a month. One row: how many they were, null when others used them.
select news.drop_text_month(%(month)s) as texts;
