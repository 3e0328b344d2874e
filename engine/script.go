package engine

import (
	"time"

	"mud/engine/access"
	"mud/engine/command"
	"mud/engine/hook"
	"mud/engine/lock"
	"mud/engine/object"
	"mud/engine/outbox"
	"mud/engine/session"
	"mud/engine/value"
)

// Scripts is one generation of scripts: everything that Lua defines, as the
// engine sees it. lua/load makes them. All methods are called on the game
// goroutine, inside a step.
type Scripts interface {
	hook.Caller
	// Number counts generations from 1.
	Number() int
	// Spent is how long its scripts have run so far.
	Spent() time.Duration
	// Idle is how much of that the machine gave to others.
	Idle() time.Duration
	// Cmdset finds a command set by its full name; an error says why there is
	// none, for whoever meets it.
	Cmdset(name string) (*command.Set, error)
	// Exit is the command that is run when a player types the name of an exit,
	// where no command set has one of its own.
	Exit() *command.Def
	// Channel is the command that is run when a player types the name of a
	// channel, where no command set has one of its own; nil if there is none.
	Channel() *command.Def
	// Typeclass tells what a typeclass declares for its objects.
	Typeclass(name string) (Typeclass, bool)
	// HasLockFunc tells whether a plugin adds a lock function of that name.
	HasLockFunc(name string) bool
	// LockFunc asks it; target may be nil.
	LockFunc(name string, who access.Who, target *object.Object, args []string) (bool, error)
	// Run starts a command.
	Run(c *Call) Result
	// Turn starts the function of a dialog, with an answer or with nil at its
	// beginning. The error is ErrGone when there is none of that name.
	Turn(c *Call, d Dialog, line *string) Result
	// Input starts the input function of that name, or "default" where there is
	// none, with what a client sent: nil, bool, float64, string, []any or
	// map[string]any. name is as the client wrote it.
	Input(key string, s *session.Session, data any, name string) Result
	// Func starts the function that a timer names, "plugin.lib.topic.fn".
	Func(path string, args []value.Value) Result
	// HasFunc tells whether there is a function of that name for a timer.
	HasFunc(path string) bool
	// Spot is the file and line of what runs: a *command.Def, a FuncSpot, a
	// HookSpot or an InputSpot; "" when that is not known.
	Spot(of any) string
	// Author is who asked for the reload that brought a file, "" for nobody.
	Author(file string) string
	// History is what to keep of where they come from; see Order.
	History() []byte
	// Exceeded stops the script that runs: it has made more changes of the world
	// than a step may.
	Exceeded()
	// Event runs the hooks/<name>.lua of all plugins.
	Event(name string) error
	// Ended tells that a session is over and will not be seen again.
	Ended(s *session.Session)
	// Deleted tells that an entity is gone for good.
	Deleted(o *object.Object)
}

// FuncSpot is a function that is named: "plugin.lib.topic.fn".
type FuncSpot string

// InputSpot is an input function.
type InputSpot string

// HookSpot is a hook of an entity or a session.
type HookSpot struct {
	Target any
	Name   string
}

// Events are the names with which Event is called: the files that a plugin may
// have in hooks/.
var Events = []string{"at_initial_setup", "at_server_start", "at_server_stop", "at_reload"}

// Typeclass is what the engine needs to know of a typeclass.
type Typeclass struct {
	Locks   *lock.Set              // where an object has none of its own
	Cmdsets []string               // full names, below the object's own stack
	DB      map[string]value.Value // defaults of attributes that were never set
}

// Call is one command that is about to be run.
type Call struct {
	Session     *session.Session // who typed it, nil for a forced command
	Caller      *object.Object   // puppet, else account, nil before login
	Command     command.Bound
	Cmdset      *command.Merged
	Cmdstring   string          // the name as typed, without prefix
	RawCmdname  string          // the name as typed
	Args        string          // the rest of the line, switches included
	Raw         string          // the whole line
	Matches     []command.Match // of the system command __multimatch
	Suggestions []string        // of the system command __nomatch
}

// Result is what came of running a script up to its end or its next wait.
type Result struct {
	Wait Wait  // what it waits for, nil when it has ended
	Task Task  // how to go on after Wait
	Turn *Turn // what the function of a dialog came to, when it has ended
	Err  error // a Refusal, a ScriptError, or another error; nil when all went well
}

// Task is a script that waits.
type Task interface {
	// Resume goes on with the values that the wait gives back.
	Resume(values ...any) Result
}

// Wait is what a script may wait for: Sleep, Ask, Dialog or Job.
type Wait interface{ wait() }

// Sleep waits for some time.
type Sleep struct{ For time.Duration }

// Ask waits for the next line of the session that typed the command.
type Ask struct {
	Prompt outbox.Part
	Hide   bool // the line is a secret: the client is asked not to show it
}

// Job waits for slow work: hashing a password, compiling scripts. Lines that
// the session types meanwhile are held and run afterwards, in order.
type Job struct {
	// Work runs on a worker; it must not touch the world.
	Work func() any
	// Then runs on the game goroutine with Work's result, in a step of its
	// own; what it returns is what the script gets.
	Then func(result any) ([]any, error)
}

func (Sleep) wait() {}
func (Ask) wait()   {}
func (Job) wait()   {}

// Refusal ends a command because of what the player did: everything that it
// changed and said is undone, and Text (in markup) goes to the asking session.
type Refusal struct{ Text string }

func (r *Refusal) Error() string { return "refused: " + r.Text }

// ScriptError is a fault of a script.
type ScriptError interface {
	error
	// Traceback is the error with file:line and the calls that led to it, for
	// builders and the log.
	Traceback() string
	// Files are the scripts that it came through.
	Files() []string
}
