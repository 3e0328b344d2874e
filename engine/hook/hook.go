// Package hook is how the engine calls what scripts define: the at_* functions
// of typeclasses. lua/api implements Caller; tests use their own.
package hook

// Caller runs hooks. It is called on the game goroutine, inside a step.
type Caller interface {
	// Call runs the function name of target's typeclass (an *object.Object or a
	// *session.Session) with the target before args. Arguments are entities,
	// sessions, strings, numbers and bools. The result is nil, a bool, a
	// float64 or a string; it is nil when there is no such hook. An error ends
	// the step (promise P2).
	Call(target any, name string, args ...any) (any, error)
	// Has reports whether there is such a hook.
	Has(target any, name string) bool
}

// Stopped reports whether a hook's result forbids what was about to happen:
// only a plain false does, so that a hook without return lets it pass.
func Stopped(result any) bool { return result == false }
