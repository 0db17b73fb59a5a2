package io.peregrine.api.alert;

import io.peregrine.api.rest.Json;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Alerts as plain text mails. With TLS, or with STARTTLS, which is then demanded, the server's name is checked against its certificate.
 *
 * <p><b>Errors:</b> a refused login, sender or receiver lasts; everything else passes.
 */
final class MailChannel implements AlertChannel {
    private final ChannelSettings.Mail settings;
    private final Session session;

    MailChannel(final ChannelSettings.Mail settings) {
        this.settings = settings;
        final String timeoutMs = Long.toString(TimeUnit.NANOSECONDS.toMillis(settings.timeoutNs()));
        final Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", settings.host());
        properties.put("mail.smtp.port", Integer.toString(settings.port()));
        properties.put("mail.smtp.connectiontimeout", timeoutMs);
        properties.put("mail.smtp.timeout", timeoutMs);
        properties.put("mail.smtp.writetimeout", timeoutMs);
        properties.put("mail.smtp.auth", Boolean.toString(settings.login() != null));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        switch (settings.security()) {
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case NONE -> properties.put("mail.smtp.starttls.enable", "false");
        }
        session = Session.getInstance(properties);
    }

    @Override
    public void send(final Alert alert) throws AlertException {
        try (Transport transport = session.getTransport()) {
            final MimeMessage message = message(alert);
            if (settings.login() == null) {
                transport.connect();
            } else {
                final PasswordAuthentication login =
                        new PasswordAuthentication(settings.login().user(), settings.login().password());
                transport.connect(login.getUserName(), login.getPassword());
            }
            transport.sendMessage(message, message.getAllRecipients());
        } catch (final AuthenticationFailedException e) {
            throw AlertException.lasting("the mail server refuses the login");
        } catch (final SendFailedException e) {
            throw AlertException.lasting("the mail server refuses a sender or receiver");
        } catch (final MessagingException e) {
            final Throwable cause = e.getNextException() == null ? e : e.getNextException();
            throw AlertException.passing("the mail server does not take it: " + cause.getClass().getSimpleName(), 0);
        }
    }

    private MimeMessage message(final Alert alert) throws MessagingException {
        final MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(settings.from()));
        for (final String receiver : settings.to()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(receiver));
        }
        message.setSubject("[Peregrine] " + alert.title(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(Instant.now()));
        message.setHeader("X-Peregrine-Delivery", alert.id());
        message.setText(alert.title() + "\n\n" + Json.text(alert.body()) + "\n", StandardCharsets.UTF_8.name());
        return message;
    }
}
