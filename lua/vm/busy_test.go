package vm

import (
	"testing"
	"time"

	lua "github.com/yuin/gopher-lua"
)

// TestABusyMachineIsNoFault holds that a call fails for the time that it uses,
// not for the time that the machine gives to others meanwhile.
func TestABusyMachineIsNoFault(t *testing.T) {
	v := New(Options{CallTime: 20 * time.Millisecond, CallMemory: 64 << 20})
	v.L.SetGlobal("others", v.L.NewFunction(func(*lua.LState) int {
		time.Sleep(60 * time.Millisecond) // the processor is somebody else's; this is no wait for anything
		return 0
	}))
	v.Seal()
	if _, err := v.Call(function(t, v, `others() return 1`), 1); err != nil {
		t.Errorf("it was stopped: %v", err)
	}
	if idle := v.Idle(); idle < 50*time.Millisecond || idle > v.Spent() {
		t.Errorf("%v of %v were somebody else's", idle, v.Spent())
	}
	if _, err := v.Call(function(t, v, `for i = 1, 100 do others() end`), 0); err == nil {
		t.Error("a call of six seconds was not stopped")
	}
	if _, err := v.Call(function(t, v, `while true do end`), 0); err == nil {
		t.Error("an endless loop was not stopped")
	}
}
