from tests.test_session import *
def test_d(session, portal):
    save(session, portal, "content/tin/mot/index.md", "Mở đầu bài một.", "Mở đầu khác.")
    a=pages(session)["2024/03/mot/index.html"].decode(); session.think(); b=pages(session)["2024/03/mot/index.html"].decode()
    import difflib
    print("\n".join(difflib.unified_diff(a.split("\n"),b.split("\n"),lineterm="",n=0)))
    assert 0
