"""One folder per noun; the file name is the role: models, queries, service, schemas, api, pages, jobs."""
