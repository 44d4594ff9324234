"""The verbs: one public function a use case, `f(uow, clock, ...)`; each opens and closes its own transactions."""
