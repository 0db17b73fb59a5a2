package io.peregrine.api.cli;

import io.peregrine.api.doctor.Finding;
import io.peregrine.api.doctor.MachineReport;
import io.peregrine.offload.DeviceInfo;
import io.peregrine.offload.OffloadDevices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./peregrine doctor}: the machine, its devices, and how to improve them. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = "What this machine offers, and how to improve it.")
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object, as in a pipe, also on a terminal.")
    private boolean json;

    @Override
    public Integer call() {
        final List<Finding> findings = new MachineReport().findings();
        final List<DeviceInfo> devices = OffloadDevices.list();
        final String absence = OffloadDevices.absence();
        if (json || System.console() == null || !System.console().isTerminal()) {
            final Map<String, Object> report = new LinkedHashMap<>();
            report.put("findings", findings);
            report.put("opencl", devices);
            report.put("openclAbsence", absence);
            System.out.println(Json.line(report));
        } else {
            findings.forEach(finding -> System.out.printf("%-4s %-22s %-40s %s%n",
                    finding.good() ? "ok" : "--", finding.name(), finding.value(), finding.improve()));
            devices.forEach(device -> System.out.printf("%-4s %-22s %s%n", device.usable() ? "ok" : "--", "opencl", device));
            if (devices.isEmpty()) {
                System.out.printf("%-4s %-22s %s%n", "--", "opencl", absence);
            }
        }
        return ExitCode.DONE;
    }
}
