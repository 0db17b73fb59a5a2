package io.peregrine.offload;

import org.jocl.CL;

/**
 * A device could not be set up. Never leaves this package: whoever opens a device turns it into a reason for people.
 */
final class OpenClException extends Exception {
    private static final long serialVersionUID = 1;

    OpenClException(final String message) {
        super(message);
    }

    OpenClException(final String message, final Throwable cause) {
        super(message, cause);
    }

    /** Throws where an OpenCL call did not return CL_SUCCESS. */
    static void check(final int status, final String call) throws OpenClException {
        if (status != CL.CL_SUCCESS) {
            throw new OpenClException(describe(status, call));
        }
    }

    /** A call's status for people. */
    static String describe(final int status, final String call) {
        return call + " returned " + CL.stringFor_errorCode(status) + " (" + status + ")";
    }
}
