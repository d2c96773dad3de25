"""The register as HSDS 3.0 of Open Referral: tables (`rows`), a zip (`package`), nested JSON (`nested`)."""
