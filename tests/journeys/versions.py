"""What a page can be asked about the version it runs and the one that waits, as JavaScript."""

#: Whether the look for a newer version went well.
LOOK_FOR_UPDATES = """
    navigator.serviceWorker.ready.then((r) => r.update()).then(() => true, () => false)
"""
IS_WAITING = "navigator.serviceWorker.ready.then(({ waiting }) => waiting !== null)"
IS_INSTALLING = "navigator.serviceWorker.ready.then(({ installing }) => installing !== null)"
#: A tab that hears nothing: frozen by the browser, it does not make way.
DEAF = "Object.defineProperty(IDBDatabase.prototype, 'onversionchange', { set() {} });"
