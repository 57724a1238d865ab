-- Schema for the bookkeeping of the migrations; yoyo does not make its own.
create schema if not exists news_migrations;
