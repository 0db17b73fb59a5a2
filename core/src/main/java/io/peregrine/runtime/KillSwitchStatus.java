package io.peregrine.runtime;

import io.peregrine.emergency.CancelReport;
import io.peregrine.killswitch.KillSwitch;
import java.util.List;

/**
 * The kill switch and what this engine does about it.
 *
 * @param killSwitch  how it stands
 * @param watched     is a watchdog of another process at work?
 * @param lastSendNs  from the last trip to the end of the last order's or replace's sending, 0 where none was under way
 * @param cancels     of the last trip, by venue; empty before the first
 */
public record KillSwitchStatus(KillSwitch.Status killSwitch, boolean watched, long lastSendNs, List<CancelReport> cancels) {
}
