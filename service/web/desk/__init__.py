"""The review desk: pages for reviewers, who sign in with their key. Plain forms; a script adds keys to press."""

from fastapi import APIRouter

from service.web.desk import items, listings, signing

router = APIRouter()
for part in (signing, listings, items):  # what is named comes before what is looked up
    router.include_router(part.router)
